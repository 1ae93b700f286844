-- How many customers look at a product, put one into a cart, and buy one; each step as a share of the one before.
-- A customer counts once in each step, however often he takes it; who buys without a view in the data makes a share larger than it is.
with steps as (
    select
        count(distinct case when event_type = 'view_product' then customer_durable_key end) as viewers,
        count(distinct case when event_type = 'add_to_cart' then customer_durable_key end) as cart_users,
        count(distinct case when event_type = 'purchase' then customer_durable_key end) as buyers
    from commerce.fact_event
)

select
    viewers,
    cart_users,
    buyers,
    cast(100 * cast(cart_users as decimal(18, 4)) / nullif(viewers, 0) as decimal(10, 2)) as percent_to_cart,
    cast(100 * cast(buyers as decimal(18, 4)) / nullif(cart_users, 0) as decimal(10, 2)) as percent_to_purchase
from steps
