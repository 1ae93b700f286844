delete from shop.fact_sale; select 1
