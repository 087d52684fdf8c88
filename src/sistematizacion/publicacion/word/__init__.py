"""El informe en Word, para la ronda de comentarios: del mismo árbol de bloques que imprime el PDF."""
