-- Generated from commerce.yaml by 'loadstar generate commerce'. Runs after all facts are in place.
-- A member that no batch names any more is as if only facts had named it, and goes if none refers to it.
create or replace procedure commerce_staging.prune_dim_customer()
language plpgsql
as $$
declare
    v_gone bigint;
    v_known bigint;
begin
    -- Most loads leave every member named by some batch.
    select count(*)
    into v_gone
    from (
        select 1
        from commerce_staging.touched_dim_customer as touched
        left join commerce_staging.history_dim_customer as history
            on history.customer_durable_key = touched.customer_durable_key
            and history._row_hash is not null
        where history.customer_durable_key is null
        limit 1
    ) as first_row;

    if v_gone = 0 then
        return;
    end if;

    delete from commerce_staging.touched_dim_customer
    where customer_durable_key in (
        select customer_durable_key
        from commerce_staging.history_dim_customer
        where _row_hash is not null
    );

    -- Of members that are inferred already nothing changes.
    select count(*)
    into v_known
    from commerce_staging.touched_dim_customer as touched
    inner join commerce.dim_customer as present
        on present.customer_durable_key = touched.customer_durable_key
        and not present.is_inferred;

    if v_known > 0 then
        insert into commerce_staging.changed_dates (date_key)
        select distinct fact.date_key
        from commerce.fact_event as fact
        inner join commerce_staging.touched_dim_customer as touched
            on touched.customer_durable_key = fact.customer_durable_key;

        delete from commerce.dim_customer
        where customer_durable_key in (select customer_durable_key from commerce_staging.touched_dim_customer)
            and _facts_from <> 0;

        update commerce.dim_customer
        set
            signup_date = null,
            location = null,
            region = null,
            customer_key = shared.version_key(_natural_key, date '0001-01-01'),
            valid_from = date '0001-01-01',
            valid_to = date '9999-12-31',
            is_current = true,
            _facts_until = 99999999,
            _tracked_hash = null,
            is_inferred = true,
            _row_hash = null,
            _batch_date = date '0001-01-01'
        where customer_durable_key in (select customer_durable_key from commerce_staging.touched_dim_customer)
            and not is_inferred;

        update commerce.fact_event
        set customer_key = inferred.customer_key
        from commerce.dim_customer as inferred
        where inferred.customer_durable_key = fact_event.customer_durable_key
            and inferred.is_inferred
            and fact_event.customer_durable_key in (select customer_durable_key from commerce_staging.touched_dim_customer)
            and fact_event.customer_key <> inferred.customer_key;

        update commerce_staging.superseded_fact_event
        set customer_key = inferred.customer_key
        from commerce.dim_customer as inferred
        where inferred.customer_durable_key = superseded_fact_event.customer_durable_key
            and inferred.is_inferred
            and superseded_fact_event.customer_durable_key in (select customer_durable_key from commerce_staging.touched_dim_customer)
            and superseded_fact_event.customer_key <> inferred.customer_key;

    end if;

    delete from commerce_staging.touched_dim_customer
    where customer_durable_key in (
        select fact.customer_durable_key
        from commerce.fact_event as fact
        inner join commerce_staging.touched_dim_customer as named
            on named.customer_durable_key = fact.customer_durable_key
    );

    delete from commerce_staging.touched_dim_customer
    where customer_durable_key in (
        select fact.customer_durable_key
        from commerce_staging.superseded_fact_event as fact
        inner join commerce_staging.touched_dim_customer as named
            on named.customer_durable_key = fact.customer_durable_key
    );

    delete from commerce.dim_customer
    where customer_durable_key in (select customer_durable_key from commerce_staging.touched_dim_customer);
end
$$;
