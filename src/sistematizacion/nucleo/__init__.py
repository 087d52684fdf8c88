"""Las tablas del núcleo mínimo: sus esquemas, su lectura y el catálogo de indicadores."""
