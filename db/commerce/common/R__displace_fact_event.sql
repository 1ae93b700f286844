-- Generated from commerce.yaml by 'loadstar generate commerce'. For what is added to a batch; runs before replace_fact_event.
-- Takes out what the batch contributed and the run staged other rows in the place of.
create or replace procedure commerce_staging.displace_fact_event(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
declare
    v_displaced bigint;
    v_superseded bigint;
    v_since integer;
begin
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze commerce_staging.staging_fact_event;

    -- Most of what is added takes nobody's place.
    select count(*)
    into v_displaced
    from (
        select 1
        from commerce.fact_event as fact
        inner join commerce_staging.staging_fact_event as staged
            on staged._run_id = p_run_id
            and staged.event_id = fact.event_id
        where fact._batch_date = p_batch_date

        union all

        select 1
        from commerce_staging.superseded_fact_event as fact
        inner join commerce_staging.staging_fact_event as staged
            on staged._run_id = p_run_id
            and staged.event_id = fact.event_id
        where fact._batch_date = p_batch_date
    ) as displaced;

    -- Dates of which marts change: those of the batch's rows, and those of rows whose members change.
    insert into commerce_staging.changed_dates (date_key)
    select distinct fact.date_key
    from commerce.fact_event as fact
    where fact._batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from commerce_staging.staging_fact_event as staged
            where staged._run_id = p_run_id
                and staged.event_id = fact.event_id
        );

    insert into commerce_staging.changed_dates (date_key)
    select distinct fact.date_key
    from commerce.fact_event as fact
    inner join commerce_staging.moved_dim_customer as moved
        on moved.customer_durable_key = fact.customer_durable_key
        and moved._facts_from <= fact.date_key
        and moved._facts_until > fact.date_key;

    insert into commerce_staging.changed_dates (date_key)
    select distinct fact.date_key
    from commerce.fact_event as fact
    inner join commerce_staging.touched_dim_product as touched
        on touched.product_durable_key = fact.product_durable_key
    -- Of whom the batch says what stood already, nothing has changed.
    where touched.product_durable_key in (select product_durable_key from commerce_staging.changed_dim_product)
        or touched.product_durable_key not in (select product_durable_key from commerce_staging.versions_dim_product);

    insert into commerce_staging.changed_dates (date_key)
    select distinct fact.date_key
    from commerce.fact_event as fact
    inner join commerce_staging.moved_dim_product as moved
        on moved.product_durable_key = fact.product_durable_key
        and moved._facts_from <= fact.date_key
        and moved._facts_until > fact.date_key;

    -- Members that only these rows may have named.
    insert into commerce_staging.touched_dim_customer (customer_durable_key)
    select named.customer_durable_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.customer_durable_key
        from commerce.fact_event as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from commerce_staging.staging_fact_event as staged
                where staged._run_id = p_run_id
                    and staged.event_id = fact.event_id
            )
    ) as named
    inner join (
        select distinct customer_durable_key
        from commerce.dim_customer as dimension
        where dimension.is_inferred
    ) as present
        on present.customer_durable_key = named.customer_durable_key;

    -- Members that only these rows may have named.
    insert into commerce_staging.touched_dim_customer (customer_durable_key)
    select named.customer_durable_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.customer_durable_key
        from commerce_staging.superseded_fact_event as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from commerce_staging.staging_fact_event as staged
                where staged._run_id = p_run_id
                    and staged.event_id = fact.event_id
            )
    ) as named
    inner join (
        select distinct customer_durable_key
        from commerce.dim_customer as dimension
        where dimension.is_inferred
    ) as present
        on present.customer_durable_key = named.customer_durable_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into commerce_staging.touched_dim_product (product_durable_key)
    select named.product_durable_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.product_durable_key
        from commerce.fact_event as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from commerce_staging.staging_fact_event as staged
                where staged._run_id = p_run_id
                    and staged.event_id = fact.event_id
            )
    ) as named
    inner join (
        select distinct product_durable_key
        from commerce.dim_product as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.product_durable_key = named.product_durable_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into commerce_staging.touched_dim_product (product_durable_key)
    select named.product_durable_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.product_durable_key
        from commerce_staging.superseded_fact_event as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from commerce_staging.staging_fact_event as staged
                where staged._run_id = p_run_id
                    and staged.event_id = fact.event_id
            )
    ) as named
    inner join (
        select distinct product_durable_key
        from commerce.dim_product as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.product_durable_key = named.product_durable_key;

    delete from commerce.fact_event
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from commerce_staging.staging_fact_event as staged
            where staged._run_id = p_run_id
                and staged.event_id = fact_event.event_id
        );
    delete from commerce_staging.superseded_fact_event
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from commerce_staging.staging_fact_event as staged
            where staged._run_id = p_run_id
                and staged.event_id = superseded_fact_event.event_id
        );

    -- Rows to which another version of customer_key belongs now.
    select min(_facts_from) into v_since from commerce_staging.moved_dim_customer where not _is_new;

    if v_since is not null then
        update commerce.fact_event
        set customer_key = moved.customer_key
        from commerce_staging.moved_dim_customer as moved
        where moved.customer_durable_key = fact_event.customer_durable_key
            and not moved._is_new
            and moved._facts_from <= fact_event.date_key
            and moved._facts_until > fact_event.date_key
            and fact_event.date_key >= v_since
            and fact_event.customer_key <> moved.customer_key;
    end if;

    -- Rows to which another version of customer_key belongs now.
    select min(_facts_from) into v_since from commerce_staging.moved_dim_customer where not _is_new;

    if v_since is not null then
        update commerce_staging.superseded_fact_event
        set customer_key = moved.customer_key
        from commerce_staging.moved_dim_customer as moved
        where moved.customer_durable_key = superseded_fact_event.customer_durable_key
            and not moved._is_new
            and moved._facts_from <= superseded_fact_event.date_key
            and moved._facts_until > superseded_fact_event.date_key
            and superseded_fact_event.date_key >= v_since
            and superseded_fact_event.customer_key <> moved.customer_key;
    end if;

    -- Rows to which another version of product_key belongs now.
    select min(_facts_from) into v_since from commerce_staging.moved_dim_product where not _is_new;

    if v_since is not null then
        update commerce.fact_event
        set product_key = moved.product_key
        from commerce_staging.moved_dim_product as moved
        where moved.product_durable_key = fact_event.product_durable_key
            and not moved._is_new
            and moved._facts_from <= fact_event.date_key
            and moved._facts_until > fact_event.date_key
            and fact_event.date_key >= v_since
            and fact_event.product_key <> moved.product_key;
    end if;

    -- Rows to which another version of product_key belongs now.
    select min(_facts_from) into v_since from commerce_staging.moved_dim_product where not _is_new;

    if v_since is not null then
        update commerce_staging.superseded_fact_event
        set product_key = moved.product_key
        from commerce_staging.moved_dim_product as moved
        where moved.product_durable_key = superseded_fact_event.product_durable_key
            and not moved._is_new
            and moved._facts_from <= superseded_fact_event.date_key
            and moved._facts_until > superseded_fact_event.date_key
            and superseded_fact_event.date_key >= v_since
            and superseded_fact_event.product_key <> moved.product_key;
    end if;

    -- Rows that had given way to it return; of several, the latest batch's.
    select count(*)
    into v_superseded
    from (
        select 1
        from commerce_staging.superseded_fact_event
        limit 1
    ) as first_row;

    if v_superseded > 0 then
        insert into commerce.fact_event
        select superseded.*
        from commerce_staging.superseded_fact_event as superseded
        inner join (
            select
                event_id,
                max(_batch_date) as _batch_date
            from commerce_staging.superseded_fact_event
            group by
                event_id
        ) as winner
            on winner._batch_date = superseded._batch_date
            and winner.event_id = superseded.event_id
        left join commerce.fact_event as present
            on present.event_id = superseded.event_id
        where present._batch_date is null;

        insert into commerce_staging.changed_dates (date_key)
        select distinct returned.date_key
        from commerce.fact_event as returned
        inner join commerce_staging.superseded_fact_event as superseded
            on superseded._batch_date = returned._batch_date
            and superseded.event_id = returned.event_id;

        delete from commerce_staging.superseded_fact_event
        using commerce.fact_event
        where fact_event._batch_date = superseded_fact_event._batch_date
            and fact_event.event_id = superseded_fact_event.event_id;
    end if;
end
$$;
