"""Los gráficos que argumentan de la ejecución del gasto: un módulo por gráfico, con una función por alcance."""
