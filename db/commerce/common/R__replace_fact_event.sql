-- Generated from commerce.yaml by 'loadstar generate commerce'. Grain: one row per event_id.
-- Runs after retract_fact_event.
create or replace procedure commerce_staging.replace_fact_event(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
declare
    v_others bigint;
begin
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze commerce_staging.staging_fact_event;

    -- Most loads meet no other batch, and are spared the comparisons.
    select count(*)
    into v_others
    from (
        select 1
        from commerce.fact_event
        where _batch_date < p_batch_date
            or _batch_date > p_batch_date
        limit 1
    ) as first_row;

    if v_others > 0 then
        -- Rows that give way to this batch's.
        insert into commerce_staging.superseded_fact_event
        select present.*
        from commerce.fact_event as present
        inner join commerce_staging.staging_fact_event as staged
            on staged._run_id = p_run_id
            and staged.event_id = present.event_id
        where present._batch_date < p_batch_date;

        insert into commerce_staging.changed_dates (date_key)
        select distinct present.date_key
        from commerce.fact_event as present
        inner join commerce_staging.superseded_fact_event as superseded
            on superseded._batch_date = present._batch_date
            and superseded.event_id = present.event_id;

        delete from commerce.fact_event
        using commerce_staging.superseded_fact_event
        where superseded_fact_event._batch_date = fact_event._batch_date
            and superseded_fact_event.event_id = fact_event.event_id;
    end if;

    -- Rows of this batch that give way to another's.
    insert into commerce_staging.superseded_fact_event (
        customer_key,
        product_key,
        customer_durable_key,
        product_durable_key,
        date_key,
        event_id,
        event_type,
        event_at,
        session_id,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        coalesce(customer_key_row.customer_key, '0000000000000000000000000000000000000000000000000000000000000000'),
        coalesce(product_key_row.product_key, '0000000000000000000000000000000000000000000000000000000000000000'),
        staged.customer_durable_key,
        staged.product_durable_key,
        staged.date_key,
        staged.event_id,
        staged.event_type,
        staged.event_at,
        staged.session_id,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from commerce_staging.staging_fact_event as staged
    left join commerce.dim_customer as customer_key_row
        on customer_key_row.customer_durable_key = staged.customer_durable_key
        and customer_key_row._facts_from <= staged.date_key
        and customer_key_row._facts_until > staged.date_key
    left join commerce.dim_product as product_key_row
        on product_key_row.product_durable_key = staged.product_durable_key
        and product_key_row._facts_from <= staged.date_key
        and product_key_row._facts_until > staged.date_key
    where staged._run_id = p_run_id
        and v_others > 0
        and exists (
            select 1
            from commerce.fact_event as present
            where present.event_id = staged.event_id
        );

    -- So that the others are inserted without a look at each.
    if v_others > 0 then
        delete from commerce_staging.staging_fact_event
        using commerce_staging.superseded_fact_event
        where superseded_fact_event._batch_date = p_batch_date
            and staging_fact_event._run_id = p_run_id
            and superseded_fact_event.event_id = staging_fact_event.event_id;
    end if;

    insert into commerce.fact_event (
        customer_key,
        product_key,
        customer_durable_key,
        product_durable_key,
        date_key,
        event_id,
        event_type,
        event_at,
        session_id,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        coalesce(customer_key_row.customer_key, '0000000000000000000000000000000000000000000000000000000000000000'),
        coalesce(product_key_row.product_key, '0000000000000000000000000000000000000000000000000000000000000000'),
        staged.customer_durable_key,
        staged.product_durable_key,
        staged.date_key,
        staged.event_id,
        staged.event_type,
        staged.event_at,
        staged.session_id,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from commerce_staging.staging_fact_event as staged
    left join commerce.dim_customer as customer_key_row
        on customer_key_row.customer_durable_key = staged.customer_durable_key
        and customer_key_row._facts_from <= staged.date_key
        and customer_key_row._facts_until > staged.date_key
    left join commerce.dim_product as product_key_row
        on product_key_row.product_durable_key = staged.product_durable_key
        and product_key_row._facts_from <= staged.date_key
        and product_key_row._facts_until > staged.date_key
    where staged._run_id = p_run_id;

    get diagnostics p_rows := row_count;

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from commerce_staging.touched_dim_customer
    where customer_durable_key in (select customer_durable_key from commerce_staging.staging_fact_event where _run_id = p_run_id)
        and customer_durable_key in (select customer_durable_key from commerce.dim_customer where is_inferred);

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from commerce_staging.touched_dim_product
    where product_durable_key in (select product_durable_key from commerce_staging.staging_fact_event where _run_id = p_run_id)
        and product_durable_key in (select product_durable_key from commerce.dim_product where _batch_date = date '0001-01-01');

    insert into commerce_staging.changed_dates (date_key)
    select distinct date_key from commerce_staging.staging_fact_event where _run_id = p_run_id;
end
$$;
