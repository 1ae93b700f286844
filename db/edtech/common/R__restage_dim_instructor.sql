-- Generated from edtech.yaml by 'loadstar generate edtech'. For replays of quarantined records.
-- Stages again what the batch said before, but for members that the run itself staged.
create or replace procedure edtech_staging.restage_dim_instructor(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into edtech_staging.staging_dim_instructor (
        instructor_key,
        instructor_id,
        instructor_name,
        email,
        mobile_number,
        _row_hash,
        _run_id
    )
    select
        history.instructor_key,
        history.instructor_id,
        history.instructor_name,
        history.email,
        history.mobile_number,
        history._row_hash,
        p_run_id
    from edtech_staging.history_dim_instructor as history
    left join edtech_staging.staging_dim_instructor as staged
        on staged.instructor_key = history.instructor_key
        and staged._run_id = p_run_id
    left join edtech_staging.unstated_dim_instructor as unstated
        on unstated.instructor_key = history.instructor_key
        and unstated.batch_date = p_batch_date
    where history._row_hash is not null
        and history._batch_date <= p_batch_date
        and history._until > p_batch_date
        and unstated.batch_date is null
        and staged._run_id is null;
end
$$;
