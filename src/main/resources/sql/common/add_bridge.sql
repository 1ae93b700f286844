-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Grain: one row per {{ table.grain | join(', ') }}.
-- A group's key is made of its elements, so that a group never changes: new ones are added.
create or replace procedure {{ area }}_staging.add_{{ table.name }}(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
begin
    -- A group belongs to the earliest batch that brought it, in whichever order they are loaded.
    update {{ area }}.{{ table.name }}
    set _batch_date = p_batch_date
    from {{ area }}_staging.staging_{{ table.name }} as staged
    where {{ table.name }}._batch_date > p_batch_date
        and staged._run_id = p_run_id
        and {{ equal(table.grain, nullable, "staged", table.name, 8) }};

    insert into {{ area }}.{{ table.name }} (
        {{ columns(table.stagedColumns, "", 8) }},
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        {{ columns(table.stagedColumns, "staged.", 8) }},
        p_batch_date,
        p_run_id,
        p_loaded_at
    from {{ area }}_staging.staging_{{ table.name }} as staged
    left join {{ area }}.{{ table.name }} as present
        on {{ equal(table.grain, nullable, "present", "staged", 8) }}
    where staged._run_id = p_run_id
        and present._batch_date is null;

    get diagnostics p_rows := row_count;
end
$$;
