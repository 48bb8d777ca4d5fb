"""Who is let in where, by role: declared by hand, so that a check taken away or loosened is seen.

Letters: A administrator, P preparer, S council secretary, M manager, C producer (who has contracts), O observer.
An address that is not named here fails the matrix: say who comes there, and why if it is not obvious.
"""

_LET_IN = {
    # what only the administrator looks after
    "A": """
        accounts:invitation_take_back accounts:member_end accounts:member_invite accounts:member_list
        jobs:job_retry
        notices:outbox
    """,
    # the producer itself
    "C": """
        implementation:clause_confirm implementation:own_contracts
    """,
    # preparing
    "AP": """
        drafting:body_create drafting:body_edit drafting:cell_edit drafting:change_link drafting:change_unlink
        drafting:consultation_close drafting:consultation_create drafting:consultation_edit
        drafting:consultation_reopen drafting:core_edit drafting:example_insert drafting:perspective_edit
        drafting:perspective_take_in drafting:principle_edit drafting:promise_add drafting:promise_create
        drafting:promise_edit drafting:request_call_off drafting:request_create drafting:request_edit
        drafting:request_resend drafting:statement_create drafting:statement_edit drafting:statement_merge
        drafting:statement_move drafting:statement_remove drafting:statement_restore drafting:statement_split
        drafting:version_publish drafting:version_withdraw
        implementation:clause_create implementation:clause_edit implementation:communication_create
        implementation:communication_edit implementation:communication_remove implementation:contract_create
        implementation:contract_edit implementation:contract_end implementation:contract_force
        implementation:producer_create implementation:producer_edit
        monitoring:round_create monitoring:round_edit monitoring:round_move
        participation:contribution_code participation:contribution_create participation:contribution_note
        participation:contribution_redact participation:contribution_respond participation:contributions_respond
        participation:event_announce
        participation:event_call_off participation:event_create participation:event_edit participation:event_hide
        participation:event_invitation participation:event_prepare participation:group_create
        participation:group_edit participation:group_places
        participation:group_remove participation:inbox_code participation:method_create participation:method_drop
        participation:method_edit participation:moderate participation:moderation_list participation:point_create
        participation:point_edit participation:point_remove participation:question_create
        participation:question_edit participation:question_move participation:question_remove
        participation:survey_close participation:survey_create participation:survey_edit
        participation:survey_last_day participation:survey_publish participation:survey_release
        participation:synthesis_approve participation:synthesis_reopen
        projects:guide_answer projects:guide_create projects:guide_edit projects:guide_switch projects:member_create
        projects:member_deactivate projects:member_edit projects:milestone_create projects:milestone_done
        projects:milestone_edit projects:milestone_remove projects:phase_edit projects:phase_intent
        projects:phase_leave_out projects:phase_pass projects:phase_reopen projects:phase_take_up
        projects:project_close projects:project_create projects:project_edit projects:project_reopen
        projects:resource_create projects:resource_edit projects:resource_remove projects:step_edit
        projects:step_switch
    """,
    # the decision
    "AS": """
        decisions:decision_publish decisions:handling_annul decisions:handling_create decisions:handling_edit
        decisions:package_freeze decisions:package_reopen
    """,
    # follow-up
    "APM": """
        implementation:action_create implementation:action_edit implementation:action_move
        implementation:action_stop
        monitoring:corrective_create monitoring:corrective_edit monitoring:corrective_finish
        monitoring:feedback_edit monitoring:indicator_create monitoring:indicator_edit monitoring:measurement_create
        monitoring:measurement_edit monitoring:status_edit
    """,
    # the decision package
    "APS": """
        decisions:package_create decisions:package_edit decisions:package_export decisions:package_number
        decisions:part_edit
    """,
    # reading: everybody who works for the region
    "APSMO": """
        decisions:document decisions:package decisions:package_detail decisions:preview
        drafting:analysis drafting:body_list drafting:cell_history drafting:compare drafting:core_history
        drafting:editor drafting:opinion_read drafting:principle_history drafting:request_letter
        drafting:request_list drafting:statement_history drafting:version_list
        implementation:action_detail implementation:action_list implementation:communication_list
        jobs:job_list
        monitoring:feedback_list monitoring:indicator_detail monitoring:indicator_list monitoring:round_list
        monitoring:status_list
        participation:contribution_detail participation:coverage participation:event_list participation:group_list
        participation:inbox participation:plan participation:region_inbox participation:results
        participation:survey_detail participation:survey_list participation:survey_preview participation:synthesis_edit
        participation:synthesis_list
        projects:event_list projects:law projects:member_list projects:milestone_list projects:phase_detail
        projects:project_detail projects:project_list projects:project_plan projects:resource_list
    """,
    # producers too
    "APSMCO": """
        implementation:contract_detail implementation:contract_list
        notices:mark_read
        workspace_home
    """,
}
_ROLES = {
    "A": "administrator",
    "P": "preparer",
    "S": "secretary",
    "M": "manager",
    "C": "producer",
    "O": "observer",
}
# The address of the workspace's pages, to the roles that are let in.
LET_IN = {
    name: frozenset(_ROLES[letter] for letter in letters)
    for letters, names in _LET_IN.items()
    for name in names.split()
}
