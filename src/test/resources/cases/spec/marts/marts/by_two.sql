select shop from shop.sales_by_day group by shop
