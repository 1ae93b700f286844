-- Generated from commerce.yaml by 'loadstar generate commerce'. For replays of quarantined records.
-- Stages again what the batch said before, but for members that the run itself staged.
create or replace procedure commerce_staging.restage_dim_customer(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into commerce_staging.staging_dim_customer (
        customer_durable_key,
        customer_id,
        signup_date,
        location,
        region,
        _natural_key,
        _tracked_hash,
        _row_hash,
        _run_id
    )
    select
        history.customer_durable_key,
        history.customer_id,
        history.signup_date,
        history.location,
        history.region,
        history._natural_key,
        history._tracked_hash,
        history._row_hash,
        p_run_id
    from commerce_staging.history_dim_customer as history
    left join commerce_staging.staging_dim_customer as staged
        on staged.customer_durable_key = history.customer_durable_key
        and staged._run_id = p_run_id
    left join commerce_staging.unstated_dim_customer as unstated
        on unstated.customer_durable_key = history.customer_durable_key
        and unstated.batch_date = p_batch_date
    where history._row_hash is not null
        and history._batch_date <= p_batch_date
        and history._until > p_batch_date
        and unstated.batch_date is null
        and staged._run_id is null;
end
$$;
