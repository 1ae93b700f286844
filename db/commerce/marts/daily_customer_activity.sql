-- What each customer did on each day; customers without a profile are in it, too.
select
    fact_event.date_key,
    fact_event.customer_durable_key,
    count(*) as events,
    sum(case when fact_event.event_type = 'purchase' then 1 else 0 end) as purchases,
    sum(case when fact_event.event_type = 'purchase' then dim_product.price else 0 end) as spend,
    max(case when fact_event.event_type = 'purchase' then fact_event.event_at end) as last_purchase_at
from commerce.fact_event
inner join commerce.dim_product on dim_product.product_key = fact_event.product_key
group by
    fact_event.date_key,
    fact_event.customer_durable_key;
