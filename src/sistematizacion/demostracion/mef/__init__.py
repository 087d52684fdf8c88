"""Archivos públicos del MEF inventados, con los encabezados y las rarezas de los reales, para practicar y para probar.

Son de los dos pliegos ficticios de la demostración: traen las inversiones de su registro, otras muchas y algo de otros
niveles de gobierno. Salen siempre iguales. Nada de lo que dicen ocurrió.
"""
