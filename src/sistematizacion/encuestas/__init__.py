"""La encuesta de satisfacción como instrumento: qué se pregunta, el formulario y la importación de sus respuestas."""
