"""El cierre de inversiones a partir del registro: por qué ruta va cada una, hasta dónde llegó y cuánto demoró."""
