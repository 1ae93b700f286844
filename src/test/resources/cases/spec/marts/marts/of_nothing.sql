select date_key from shared.dim_date -- not shop.fact_sale
