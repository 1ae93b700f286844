-- Revenue by region of the customer at the time of the purchase.
-- Price and region are those in force then: the fact holds the versions. Who has no profile yet is in no region.
select
    coalesce(dim_customer.region, 'unknown') as region,
    count(*) as purchases,
    sum(dim_product.price) as revenue
from commerce.fact_event
inner join commerce.dim_customer on dim_customer.customer_key = fact_event.customer_key
inner join commerce.dim_product on dim_product.product_key = fact_event.product_key
where fact_event.event_type = 'purchase'
group by coalesce(dim_customer.region, 'unknown')
order by region
