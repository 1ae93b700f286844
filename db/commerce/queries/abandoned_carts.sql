-- Carts of a day that were not bought: a customer put something into a cart, and bought nothing on the day from then on.
-- Two questions in one would need the fact joined to itself row by row; the last purchase per customer and day answers with one pass.
with days as (
    select
        date_key,
        customer_durable_key,
        min(case when event_type = 'add_to_cart' then event_at end) as first_cart,
        max(case when event_type = 'purchase' then event_at end) as last_purchase
    from commerce.fact_event
    group by
        date_key,
        customer_durable_key
)

select
    date_key,
    count(*) as customers_with_cart,
    sum(case when last_purchase is null or last_purchase < first_cart then 1 else 0 end) as abandoned
from days
where first_cart is not null
group by date_key
order by date_key
