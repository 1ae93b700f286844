-- Generated from learning.yaml by 'loadstar generate learning'. Grain: one row per action_group_key, ordinal.
-- A group's key is made of its elements, so that a group never changes: new ones are added.
create or replace procedure learning_staging.add_bridge_activity_action(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
begin
    -- A group belongs to the earliest batch that brought it, in whichever order they are loaded.
    update learning.bridge_activity_action
    set _batch_date = p_batch_date
    from learning_staging.staging_bridge_activity_action as staged
    where bridge_activity_action._batch_date > p_batch_date
        and staged._run_id = p_run_id
        and staged.action_group_key = bridge_activity_action.action_group_key
        and staged.ordinal = bridge_activity_action.ordinal;

    insert into learning.bridge_activity_action (
        action_group_key,
        ordinal,
        action,
        weight,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        staged.action_group_key,
        staged.ordinal,
        staged.action,
        staged.weight,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from learning_staging.staging_bridge_activity_action as staged
    left join learning.bridge_activity_action as present
        on present.action_group_key = staged.action_group_key
        and present.ordinal = staged.ordinal
    where staged._run_id = p_run_id
        and present._batch_date is null;

    get diagnostics p_rows := row_count;
end
$$;
