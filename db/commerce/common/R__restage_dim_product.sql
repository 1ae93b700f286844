-- Generated from commerce.yaml by 'loadstar generate commerce'. For replays of quarantined records.
-- Stages again what the batch said before, but for members that the run itself staged.
create or replace procedure commerce_staging.restage_dim_product(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into commerce_staging.staging_dim_product (
        product_durable_key,
        product_id,
        product_name,
        category,
        price,
        _natural_key,
        _tracked_hash,
        _row_hash,
        _run_id
    )
    select
        history.product_durable_key,
        history.product_id,
        history.product_name,
        history.category,
        history.price,
        history._natural_key,
        history._tracked_hash,
        history._row_hash,
        p_run_id
    from commerce_staging.history_dim_product as history
    left join commerce_staging.staging_dim_product as staged
        on staged.product_durable_key = history.product_durable_key
        and staged._run_id = p_run_id
    left join commerce_staging.unstated_dim_product as unstated
        on unstated.product_durable_key = history.product_durable_key
        and unstated.batch_date = p_batch_date
    where history._row_hash is not null
        and history._batch_date <= p_batch_date
        and history._until > p_batch_date
        and unstated.batch_date is null
        and staged._run_id is null;
end
$$;
