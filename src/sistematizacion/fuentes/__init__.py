"""Los formatos del mundo de afuera: los archivos públicos del MEF y de la Contraloría, tal como vienen."""
