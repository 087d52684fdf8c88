-- Cómo se llama cada programa presupuestal, según cualquier archivo que lo diga.
SELECT codigo, max(nombre) AS nombre FROM (
    SELECT programa_ppto AS codigo, programa_ppto_nombre AS nombre FROM gasto
    UNION ALL SELECT codigo, nombre FROM ejecucion WHERE que = 'programa'
) WHERE codigo IS NOT NULL AND nombre IS NOT NULL GROUP BY codigo ORDER BY codigo
