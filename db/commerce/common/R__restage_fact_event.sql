-- Generated from commerce.yaml by 'loadstar generate commerce'. For replays of quarantined records.
-- Stages again what the batch contributed before, so that the run's own rows come on top of it.
create or replace procedure commerce.restage_fact_event(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into commerce_staging.staging_fact_event (
        customer_durable_key,
        product_durable_key,
        date_key,
        event_id,
        event_type,
        event_at,
        session_id,
        _run_id
    )
    select
        customer_durable_key,
        product_durable_key,
        date_key,
        event_id,
        event_type,
        event_at,
        session_id,
        p_run_id
    from commerce.fact_event
    where _batch_date = p_batch_date

    union all

    select
        customer_durable_key,
        product_durable_key,
        date_key,
        event_id,
        event_type,
        event_at,
        session_id,
        p_run_id
    from commerce_staging.superseded_fact_event
    where _batch_date = p_batch_date;
end
$$;
