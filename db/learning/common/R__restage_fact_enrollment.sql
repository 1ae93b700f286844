-- Generated from learning.yaml by 'loadstar generate learning'. For what is added to a batch.
-- Stages again what the batch contributed before, but for what the run itself staged in its place.
create or replace procedure learning.restage_fact_enrollment(
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
        before.user_key,
        before.course_key,
        before.date_key,
        before.price_at_enrollment,
        p_run_id
    from learning.fact_enrollment as before
    left join learning_staging.staging_fact_enrollment as staged
        on staged.user_key = before.user_key
        and staged.course_key = before.course_key
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null

    union all

    select
        before.user_key,
        before.course_key,
        before.date_key,
        before.price_at_enrollment,
        p_run_id
    from learning_staging.superseded_fact_enrollment as before
    left join learning_staging.staging_fact_enrollment as staged
        on staged.user_key = before.user_key
        and staged.course_key = before.course_key
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null;
end
$$;
