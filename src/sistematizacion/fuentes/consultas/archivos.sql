SELECT archivo, 'gasto' AS formato, max(printf('%d-%02d', anio, mes)) AS corte FROM gasto_de
WHERE anio < getvariable('anio') OR mes <= getvariable('mes') GROUP BY archivo
UNION ALL SELECT archivo, 'banco de inversiones', NULL FROM del_banco GROUP BY archivo
UNION ALL SELECT archivo, 'formato 12-B', NULL FROM del_f12b GROUP BY archivo
UNION ALL SELECT archivo, 'formato 12-B por mes', NULL FROM seguimiento_mes
WHERE cui IN (SELECT cui FROM gasto_de UNION SELECT cui FROM pedidos) GROUP BY archivo
UNION ALL SELECT archivo, 'consulta', NULL FROM de_consulta GROUP BY archivo
ORDER BY 2, 1
