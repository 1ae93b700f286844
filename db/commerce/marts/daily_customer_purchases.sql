-- What each customer bought on each day; customers without a profile are in it, too.
select
    fact_event.date_key,
    fact_event.customer_durable_key,
    fact_event.product_durable_key,
    count(*) as purchases,
    sum(dim_product.price) as spend,
    max(fact_event.event_at) as last_purchase_at
from commerce.fact_event
inner join commerce.dim_product on dim_product.product_key = fact_event.product_key
where fact_event.event_type = 'purchase'
group by
    fact_event.date_key,
    fact_event.customer_durable_key,
    fact_event.product_durable_key;
