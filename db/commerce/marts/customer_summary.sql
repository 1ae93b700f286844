-- What each customer has bought until now.
select
    customer_durable_key,
    cast(sum(purchases) as bigint) as purchases,
    sum(spend) as spend,
    count(distinct product_durable_key) as distinct_products,
    max(last_purchase_at) as last_purchase_at
from commerce.daily_customer_purchases
group by customer_durable_key;
