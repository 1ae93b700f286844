-- Generated from commerce.yaml by 'loadstar generate commerce'. For what is added to a batch.
-- Stages again what the batch contributed before, but for what the run itself staged in its place.
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
        before.customer_durable_key,
        before.product_durable_key,
        before.date_key,
        before.event_id,
        before.event_type,
        before.event_at,
        before.session_id,
        p_run_id
    from commerce.fact_event as before
    left join commerce_staging.staging_fact_event as staged
        on staged.event_id = before.event_id
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null

    union all

    select
        before.customer_durable_key,
        before.product_durable_key,
        before.date_key,
        before.event_id,
        before.event_type,
        before.event_at,
        before.session_id,
        p_run_id
    from commerce_staging.superseded_fact_event as before
    left join commerce_staging.staging_fact_event as staged
        on staged.event_id = before.event_id
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null;
end
$$;
