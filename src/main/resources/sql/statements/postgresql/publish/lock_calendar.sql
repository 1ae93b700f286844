lock table shared.dim_date in share row exclusive mode
