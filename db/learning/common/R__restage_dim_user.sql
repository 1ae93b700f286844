-- Generated from learning.yaml by 'loadstar generate learning'. For replays of quarantined records.
-- Stages again what the batch said before, but for members that the run itself staged.
create or replace procedure learning_staging.restage_dim_user(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into learning_staging.staging_dim_user (
        user_key,
        user_id,
        user_name,
        age,
        city,
        skills,
        skill_group_key,
        _row_hash,
        _run_id
    )
    select
        history.user_key,
        history.user_id,
        history.user_name,
        history.age,
        history.city,
        history.skills,
        history.skill_group_key,
        history._row_hash,
        p_run_id
    from learning_staging.history_dim_user as history
    left join learning_staging.staging_dim_user as staged
        on staged.user_key = history.user_key
        and staged._run_id = p_run_id
    left join learning_staging.unstated_dim_user as unstated
        on unstated.user_key = history.user_key
        and unstated.batch_date = p_batch_date
    where history._row_hash is not null
        and history._batch_date <= p_batch_date
        and history._until > p_batch_date
        and unstated.batch_date is null
        and staged._run_id is null;
end
$$;
