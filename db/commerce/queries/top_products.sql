-- The product of each day and category that brought most.
-- The rank is in the mart, made when the day's facts change; several products that bring the same share a rank.
select
    date_key,
    category,
    product_id,
    purchases,
    revenue
from commerce.daily_product_performance
where revenue_rank = 1
    and revenue > 0
order by
    date_key,
    category,
    product_id
