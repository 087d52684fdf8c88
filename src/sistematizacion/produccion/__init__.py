"""De los datos a los informes publicados, de uno o de muchos alcances: el trabajo principal, de principio a fin."""
