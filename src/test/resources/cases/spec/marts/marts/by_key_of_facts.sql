select shop from shop.fact_sale group by shop
