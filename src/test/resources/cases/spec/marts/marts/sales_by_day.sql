select date_key, count(*) as sales from shop.fact_sale where /* var days */ 2 > 1 group by date_key;
