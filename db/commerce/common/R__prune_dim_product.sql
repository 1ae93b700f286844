-- Generated from commerce.yaml by 'loadstar generate commerce'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure commerce_staging.prune_dim_product()
language plpgsql
as $$
declare
    v_gone bigint;
begin
    -- Most loads leave every member named by some batch.
    select count(*)
    into v_gone
    from (
        select 1
        from commerce_staging.touched_dim_product as touched
        left join commerce_staging.history_dim_product as history
            on history.product_durable_key = touched.product_durable_key
            and history._row_hash is not null
        where history.product_durable_key is null
        limit 1
    ) as first_row;

    if v_gone = 0 then
        return;
    end if;

    delete from commerce_staging.touched_dim_product
    where product_durable_key in (
        select product_durable_key
        from commerce_staging.history_dim_product
        where _row_hash is not null
    );

    insert into commerce_staging.changed_dates (date_key)
    select distinct fact.date_key
    from commerce.fact_event as fact
    inner join commerce_staging.touched_dim_product as touched
        on touched.product_durable_key = fact.product_durable_key;

    -- Those to whom facts still refer are told by it, and go with the last of these.
    update commerce.dim_product
    set _batch_date = date '0001-01-01'
    where product_durable_key in (select product_durable_key from commerce_staging.touched_dim_product);

    delete from commerce_staging.touched_dim_product
    where product_durable_key in (
        select fact.product_durable_key
        from commerce.fact_event as fact
        inner join commerce_staging.touched_dim_product as named
            on named.product_durable_key = fact.product_durable_key
    );

    delete from commerce_staging.touched_dim_product
    where product_durable_key in (
        select fact.product_durable_key
        from commerce_staging.superseded_fact_event as fact
        inner join commerce_staging.touched_dim_product as named
            on named.product_durable_key = fact.product_durable_key
    );

    delete from commerce.dim_product
    where product_durable_key in (select product_durable_key from commerce_staging.touched_dim_product);
end
$$;
