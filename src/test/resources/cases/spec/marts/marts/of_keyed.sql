select max(fact_sale.date_key) as date_key from shop.by_two, shop.fact_sale
