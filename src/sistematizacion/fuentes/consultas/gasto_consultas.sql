-- De los extractos por programa y función, los años que ningún archivo entero trae; de cada pliego y año, el último ingresado.
SELECT anio, 'regional' AS nivel, pliego, split_part(que, '_en_', 1) AS vista, split_part(que, '_en_', 2) AS tipo, codigo, nombre,
    pia, pim, certificado, devengado, girado, archivo AS archivos
FROM (
    SELECT *, max(orden) OVER (PARTITION BY anio, pliego) AS ultimo FROM ejecucion
    WHERE que IN ('funcion_en_proyectos', 'funcion_en_actividades', 'programa_en_proyectos', 'programa_en_actividades')
        AND pliego IS NOT NULL AND anio NOT IN (SELECT anio FROM enteros)
)
WHERE orden = ultimo AND anio BETWEEN getvariable('desde') AND getvariable('anio')
ORDER BY ALL
