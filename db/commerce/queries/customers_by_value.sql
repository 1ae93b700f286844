-- The five customers who spent most, with the number of different products that each bought, and when last.
-- Also customers without a profile: the fact brings them, so they are members with nothing but their number.
select
    dim_customer.customer_id,
    count(*) as purchases,
    count(distinct fact_event.product_durable_key) as products,
    sum(dim_product.price) as spend,
    max(fact_event.event_at) as last_purchase_at
from commerce.fact_event
inner join commerce.dim_customer on dim_customer.customer_key = fact_event.customer_key
inner join commerce.dim_product on dim_product.product_key = fact_event.product_key
where fact_event.event_type = 'purchase'
group by dim_customer.customer_id
order by
    spend desc,
    dim_customer.customer_id
limit 5
