-- Generated from learning.yaml by 'loadstar generate learning'. For replays of quarantined records.
-- Stages again what the batch contributed before, so that the run's own rows come on top of it.
create or replace procedure learning.keep_fact_enrollment(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into learning_staging.staging_fact_enrollment (
        user_key,
        course_key,
        date_key,
        price_at_enrollment,
        _run_id
    )
    select
        user_key,
        course_key,
        date_key,
        price_at_enrollment,
        p_run_id
    from learning.fact_enrollment
    where _batch_date = p_batch_date

    union all

    select
        user_key,
        course_key,
        date_key,
        price_at_enrollment,
        p_run_id
    from learning_staging.superseded_fact_enrollment
    where _batch_date = p_batch_date;
end
$$;
