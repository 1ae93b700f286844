-- Generated from learning.yaml by 'loadstar generate learning'. For replays of quarantined records.
-- Stages again what the batch said before, but for members that the run itself staged.
create or replace procedure learning_staging.restage_dim_course(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into learning_staging.staging_dim_course (
        course_key,
        course_id,
        course_name,
        domain,
        course_level,
        price,
        _row_hash,
        _run_id
    )
    select
        history.course_key,
        history.course_id,
        history.course_name,
        history.domain,
        history.course_level,
        history.price,
        history._row_hash,
        p_run_id
    from learning_staging.history_dim_course as history
    left join learning_staging.staging_dim_course as staged
        on staged.course_key = history.course_key
        and staged._run_id = p_run_id
    left join learning_staging.unstated_dim_course as unstated
        on unstated.course_key = history.course_key
        and unstated.batch_date = p_batch_date
    where history._row_hash is not null
        and history._batch_date <= p_batch_date
        and history._until > p_batch_date
        and unstated.batch_date is null
        and staged._run_id is null;
end
$$;
