-- Facts that are kept by month. Their partitions lie in the area's staging schema, so that whoever
-- reads the star sees the fact alone.

create procedure loadstar.add_month(
    p_area text,
    p_fact text,
    p_month integer
)
language plpgsql
as $$
declare
    v_partition text := p_fact || '_' || lpad(cast(p_month as text), 6, '0');
begin
    -- Made apart and then attached: readers of the fact need not wait.
    execute format(
        'create table %1$I.%2$I (like %3$I.%4$I including defaults)',
        p_area || '_staging', v_partition, p_area, p_fact
    );
    execute format(
        'alter table %3$I.%4$I attach partition %1$I.%2$I for values from (%5$s) to (%6$s)',
        p_area || '_staging', v_partition, p_area, p_fact, p_month * 100, p_month * 100 + 100
    );
end
$$;

comment on procedure loadstar.add_month(text, text, integer) is 'Gives a fact the partition of a month, as yyyymm';
