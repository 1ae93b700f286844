-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Runs before rows are inserted.
-- Makes the partitions of months that a run staged and that have none yet.
create or replace procedure {{ area }}_staging.partition_{{ table.name }}(p_run_id bigint)
language plpgsql
as $$
declare
    v_month integer;
begin
    -- A run notes all dates that it staged, and other dates than the fact's own make no partition.
    for v_month in
        select distinct date_key / 100
        from loadstar.staged_date
        where run_id = p_run_id
            and table_name = '{{ area }}_staging.staging_{{ table.name }}'
            and to_regclass('{{ area }}_staging.{{ table.name }}_' || lpad(cast(date_key / 100 as text), 6, '0')) is null
    loop
        if exists (
            select 1
            from {{ area }}_staging.staging_{{ table.name }}
            where _run_id = p_run_id
                and date_key between v_month * 100 and v_month * 100 + 99
        ) then
            call loadstar.add_month('{{ area }}', '{{ table.name }}', v_month);
        end if;
    end loop;
end
$$;
