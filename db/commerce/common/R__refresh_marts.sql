-- Generated from commerce.yaml by 'loadstar generate commerce'. Runs last: all that marts read is in place.
-- daily_product_performance: date_key integer, product_durable_key varchar(64), product_id bigint, category varchar(50), views bigint, carts bigint, purchases bigint, revenue numeric(18,2), revenue_rank bigint
create or replace procedure commerce_staging.refresh_daily_product_performance()
language plpgsql
as $$
declare
    v_first_date integer;
    v_last_date integer;
begin
    delete from commerce_staging.refreshed_daily_product_performance;

    insert into commerce_staging.refreshed_daily_product_performance (date_key)
    with changed as (
        select distinct date_key from commerce_staging.changed_dates
    )

    select date_key from changed;

    delete from commerce_staging.read_daily_product_performance;

    insert into commerce_staging.read_daily_product_performance (date_key)
    select date_key from commerce_staging.refreshed_daily_product_performance;

    analyze commerce_staging.read_daily_product_performance;

    select min(date_key), max(date_key)
    into v_first_date, v_last_date
    from commerce_staging.read_daily_product_performance;

    delete from commerce.daily_product_performance
    where date_key in (select date_key from commerce_staging.refreshed_daily_product_performance);

    insert into commerce.daily_product_performance (
        date_key,
        product_durable_key,
        product_id,
        category,
        views,
        carts,
        purchases,
        revenue,
        revenue_rank
    )
    select
        mart.date_key,
        mart.product_durable_key,
        mart.product_id,
        mart.category,
        mart.views,
        mart.carts,
        mart.purchases,
        mart.revenue,
        mart.revenue_rank
    from (
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
            from (
            select *
            from commerce.fact_event
            where date_key between v_first_date and v_last_date
                and date_key in (select date_key from commerce_staging.read_daily_product_performance)
        ) as fact_event
            inner join commerce.dim_product on dim_product.product_key = fact_event.product_key
            group by
                fact_event.date_key,
                fact_event.product_durable_key,
                dim_product.product_id
        )

        select
            sums.*,
            rank() over (partition by date_key, category order by revenue desc) as revenue_rank
        from sums
    ) as mart
    where mart.date_key in (select date_key from commerce_staging.refreshed_daily_product_performance);
end
$$;

-- daily_customer_purchases: date_key integer, customer_durable_key varchar(64), product_durable_key varchar(64), purchases bigint, spend numeric(18,2), last_purchase_at timestamp
create or replace procedure commerce_staging.refresh_daily_customer_purchases()
language plpgsql
as $$
declare
    v_first_date integer;
    v_last_date integer;
begin
    delete from commerce_staging.refreshed_daily_customer_purchases;

    insert into commerce_staging.refreshed_daily_customer_purchases (date_key)
    with changed as (
        select distinct date_key from commerce_staging.changed_dates
    )

    select date_key from changed;

    delete from commerce_staging.read_daily_customer_purchases;

    insert into commerce_staging.read_daily_customer_purchases (date_key)
    select date_key from commerce_staging.refreshed_daily_customer_purchases;

    analyze commerce_staging.read_daily_customer_purchases;

    select min(date_key), max(date_key)
    into v_first_date, v_last_date
    from commerce_staging.read_daily_customer_purchases;

    -- Keys that may lose rows.
    insert into commerce_staging.refreshed_customer_summary (customer_durable_key)
    select distinct customer_durable_key
    from commerce.daily_customer_purchases
    where date_key in (select date_key from commerce_staging.refreshed_daily_customer_purchases);

    delete from commerce.daily_customer_purchases
    where date_key in (select date_key from commerce_staging.refreshed_daily_customer_purchases);

    insert into commerce.daily_customer_purchases (
        date_key,
        customer_durable_key,
        product_durable_key,
        purchases,
        spend,
        last_purchase_at
    )
    select
        mart.date_key,
        mart.customer_durable_key,
        mart.product_durable_key,
        mart.purchases,
        mart.spend,
        mart.last_purchase_at
    from (
        -- What each customer bought on each day; customers without a profile are in it, too.
        select
            fact_event.date_key,
            fact_event.customer_durable_key,
            fact_event.product_durable_key,
            count(*) as purchases,
            sum(dim_product.price) as spend,
            max(fact_event.event_at) as last_purchase_at
        from (
            select *
            from commerce.fact_event
            where date_key between v_first_date and v_last_date
                and date_key in (select date_key from commerce_staging.read_daily_customer_purchases)
        ) as fact_event
        inner join commerce.dim_product on dim_product.product_key = fact_event.product_key
        where fact_event.event_type = 'purchase'
        group by
            fact_event.date_key,
            fact_event.customer_durable_key,
            fact_event.product_durable_key
    ) as mart
    where mart.date_key in (select date_key from commerce_staging.refreshed_daily_customer_purchases);

    -- Keys that have rows now.
    insert into commerce_staging.refreshed_customer_summary (customer_durable_key)
    select distinct customer_durable_key
    from commerce.daily_customer_purchases
    where date_key in (select date_key from commerce_staging.refreshed_daily_customer_purchases);
end
$$;

-- customer_summary: customer_durable_key varchar(64), purchases bigint, spend numeric(18,2), distinct_products bigint, last_purchase_at timestamp
create or replace procedure commerce_staging.refresh_customer_summary()
language plpgsql
as $$
begin
    analyze commerce_staging.refreshed_customer_summary;

    delete from commerce.customer_summary
    where customer_durable_key in (select customer_durable_key from commerce_staging.refreshed_customer_summary);

    insert into commerce.customer_summary (
        customer_durable_key,
        purchases,
        spend,
        distinct_products,
        last_purchase_at
    )
    select
        mart.customer_durable_key,
        mart.purchases,
        mart.spend,
        mart.distinct_products,
        mart.last_purchase_at
    from (
        -- What each customer has bought until now.
        select
            customer_durable_key,
            cast(sum(purchases) as bigint) as purchases,
            sum(spend) as spend,
            count(distinct product_durable_key) as distinct_products,
            max(last_purchase_at) as last_purchase_at
        from (
            select *
            from commerce.daily_customer_purchases
            where customer_durable_key in (select customer_durable_key from commerce_staging.refreshed_customer_summary)
        ) as daily_customer_purchases
        group by customer_durable_key
    ) as mart
    where mart.customer_durable_key in (select customer_durable_key from commerce_staging.refreshed_customer_summary);

    delete from commerce_staging.refreshed_customer_summary;
end
$$;

create or replace procedure commerce_staging.refresh_marts()
language plpgsql
as $$
begin
    call commerce_staging.refresh_daily_product_performance();
    call commerce_staging.refresh_daily_customer_purchases();
    call commerce_staging.refresh_customer_summary();

    delete from commerce_staging.changed_dates;
end
$$;

-- Whatever it holds, it is made anew below.
delete from commerce.customer_summary;

-- Marts that are new, or made otherwise than before, are filled from what the star has.
insert into commerce_staging.changed_dates (date_key)
select date_key from shared.dim_date;

call commerce_staging.refresh_marts();
