{% include "common/find_touched.sql" %}

    delete from {{ area }}_staging.history_{{ table.name }}
    using {{ area }}_staging.touched_{{ table.name }}
    where touched_{{ table.name }}.{{ unit }} = history_{{ table.name }}.{{ unit }}
        and history_{{ table.name }}._batch_date = p_batch_date;

    -- It says nothing of other batches, so it does not hold until another speaks.
    insert into {{ area }}_staging.history_{{ table.name }} (
        {{ columns(table.stagedColumns, "", 8) }},
        _batch_date,
        _until
    )
    select
        {{ columns(table.stagedColumns, "staged.", 8) }},
        p_batch_date,
        p_batch_date
    from {{ area }}_staging.touched_{{ table.name }} as touched
    inner join {{ area }}_staging.staging_{{ table.name }} as staged
        on staged.{{ unit }} = touched.{{ unit }}
        and staged._run_id = p_run_id;
