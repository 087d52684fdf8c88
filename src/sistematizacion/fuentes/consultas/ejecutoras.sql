SELECT cui, sec_ejec, max(ejecutora) AS ejecutora, sum(pim) AS pim,
    coalesce(sum(devengado) FILTER (mes <= getvariable('mes')), 0)::DECIMAL(18, 2) AS devengado
FROM gasto_de WHERE anio = getvariable('anio')
GROUP BY cui, sec_ejec ORDER BY cui, sec_ejec
