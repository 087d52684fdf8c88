WITH del_anio AS (
    SELECT
        cui, max(nombre) AS nombre, bool_or(del_pliego) AS del_pliego, count(DISTINCT sec_ejec)::INTEGER AS ejecutoras,
        string_agg(DISTINCT sec_ejec, '; ' ORDER BY sec_ejec) AS sec_ejec,
        string_agg(DISTINCT ejecutora, '; ' ORDER BY ejecutora) AS ejecutora, max(funcion) AS funcion,
        sum(pia) AS pia, sum(pim) AS pim,
        sum(certificado) FILTER (mes <= getvariable('mes')) AS certificado,
        -- Sin filas en los meses no devengó nada; pero si el archivo aún no trae ningún mes, no se sabe
        CASE WHEN getvariable('anio') IN (SELECT anio FROM cortes)
            THEN coalesce(sum(devengado) FILTER (mes <= getvariable('mes')), 0) END::DECIMAL(18, 2) AS devengado
    FROM gasto_de WHERE anio = getvariable('anio') GROUP BY cui
),
antes AS (
    SELECT cui, sum(devengado) AS devengado FROM gasto_de WHERE anio < getvariable('anio') GROUP BY cui
),
movimientos AS (
    SELECT cui, min(printf('%d-%02d', anio, mes)) AS primero, max(printf('%d-%02d', anio, mes)) AS ultimo
    FROM gasto_de
    WHERE mes > 0 AND coalesce(devengado, 0) <> 0 AND (anio < getvariable('anio') OR mes <= getvariable('mes')) GROUP BY cui
),
-- Las que devengaron, o pudieron devengar, en un año cuyo gasto no se ingresó: su suma de años no es su acumulado
con_huecos AS (
    SELECT DISTINCT p.cui FROM (
        SELECT cui, unnest(range(left(primer_devengado, 4)::INTEGER, getvariable('anio') + 1)) AS anio FROM del_banco
    ) p
    LEFT JOIN (SELECT DISTINCT cui, anio FROM gasto_de) h USING (cui, anio)
    WHERE h.cui IS NULL AND p.anio NOT IN (SELECT anio FROM enteros)
),
todas AS (SELECT cui FROM del_anio UNION SELECT cui FROM del_banco UNION SELECT cui FROM del_f12b UNION SELECT cui FROM de_consulta)
SELECT
    t.cui,
    coalesce(b.nombre, g.nombre, f.nombre, c.nombre) AS nombre,
    coalesce(b.estado, f.estado) AS estado, b.situacion, b.tipo_inversion, b.sector,
    coalesce(b.funcion, g.funcion) AS funcion, coalesce(b.uei, g.ejecutora) AS unidad_ejecutora, b.costo,
    coalesce(g.pia, c.pia, CASE WHEN b.anio_proceso = getvariable('anio') THEN b.pia END) AS pia,
    coalesce(g.pim, c.pim, CASE WHEN b.anio_proceso = getvariable('anio') THEN b.pim END) AS pim,
    coalesce(g.certificado, c.certificado) AS certificado,
    coalesce(g.devengado, c.devengado, CASE WHEN b.anio_proceso = getvariable('anio') THEN b.devengado_anio END) AS devengado,
    -- Lo de años anteriores lo sabe el Banco entero; el gasto, solo de los años que se ingresaron
    CASE
        WHEN b.anio_proceso = getvariable('anio') AND b.devengado_anterior IS NOT NULL
            THEN b.devengado_anterior + coalesce(g.devengado, c.devengado, b.devengado_anio, 0)
        WHEN b.clase <> 'activa' THEN b.devengado_acumulado
        WHEN left(b.primer_devengado, 4)::INTEGER <= getvariable('anio') AND t.cui NOT IN (SELECT cui FROM con_huecos)
            THEN coalesce(a.devengado, 0) + coalesce(g.devengado, 0)
    END::DECIMAL(18, 2) AS devengado_acumulado,
    coalesce(b.primer_devengado, m.primero) AS primer_devengado,
    greatest(b.ultimo_devengado, m.ultimo) AS ultimo_devengado,
    coalesce(f.avance_fisico, b.avance_fisico) AS avance_fisico,
    f.fecha_f12b, f.problema, b.expediente_tecnico, b.tiene_f8, b.etapa_f8, b.tiene_f9, b.etapa_f9, b.informe_cierre,
    b.fecha_cierre, coalesce(f.inicio_fisico, b.inicio_fisico) AS inicio_fisico, coalesce(f.fin_fisico, b.fin_fisico) AS fin_fisico,
    CASE
        WHEN g.cui IS NOT NULL THEN (SELECT printf('%d-%02d', anio, mes) FROM cortes WHERE anio = getvariable('anio'))
        WHEN c.cui IS NOT NULL THEN printf('%d-%02d', getvariable('anio'), CASE WHEN year(c.fecha) = getvariable('anio') THEN month(c.fecha) ELSE 12 END)
    END AS corte,
    coalesce(g.sec_ejec, b.sec_ejec) AS sec_ejec, coalesce(g.ejecutoras, CASE WHEN b.sec_ejec IS NOT NULL THEN 1 END) AS ejecutoras,
    b.departamento, b.provincia, b.distrito, b.clase, b.modalidad, b.monto_viable, f.accion, f.estado_situacional,
    coalesce(g.del_pliego, b.clase = 'activa' AND b.sec_ejec IN (SELECT sec_ejec FROM ejecutoras_del_pliego), false) AS del_pliego
FROM todas t
LEFT JOIN del_anio g USING (cui)
LEFT JOIN antes a USING (cui)
LEFT JOIN movimientos m USING (cui)
LEFT JOIN del_banco b USING (cui)
LEFT JOIN del_f12b f USING (cui)
LEFT JOIN de_consulta c USING (cui)
ORDER BY t.cui
