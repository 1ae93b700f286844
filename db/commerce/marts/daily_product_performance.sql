-- Views, carts, purchases and revenue by day and product, ranked by revenue within day and category.
with sums as (
    select
        fact_event.date_key,
        fact_event.product_durable_key,
        dim_product.product_id,
        max(dim_product.category) as category,
        sum(case when fact_event.event_type = 'view_product' then 1 else 0 end) as views,
        sum(case when fact_event.event_type = 'add_to_cart' then 1 else 0 end) as carts,
        sum(case when fact_event.event_type = 'purchase' then 1 else 0 end) as purchases,
        sum(case when fact_event.event_type = 'purchase' then dim_product.price else 0 end) as revenue
    from commerce.fact_event
    inner join commerce.dim_product on dim_product.product_key = fact_event.product_key
    group by
        fact_event.date_key,
        fact_event.product_durable_key,
        dim_product.product_id
)

select
    sums.*,
    rank() over (partition by date_key, category order by revenue desc) as revenue_rank
from sums;
