//! What a store must do, written once and run on every engine.

pub mod actors;
pub mod erase;
pub mod evidence;
pub mod export;
mod given;
pub mod journal;
pub mod proof;
pub mod settings;
pub mod staging;
pub mod time;
pub mod writes;

pub use given::*;

/// Makes a test of each behaviour, on a store of its own that `$store` opens.
#[macro_export]
macro_rules! conformance {
    ($store:path: $($room:ident::{$($behaviour:ident),* $(,)?})*) => {
        $($(#[test]
        fn $behaviour() {
            let Some(place) = $store() else { return };
            conformance::$room::$behaviour(&place);
        })*)*
    };
}

/// The behaviours, by the room that holds them.
#[macro_export]
macro_rules! all_behaviours {
    ($store:path) => {
        conformance! { $store:
            time::{
                nothing_is_known_before_the_first_change,
                a_view_takes_the_latest_version_effective_by_its_date,
                of_two_versions_at_one_date_the_later_entry_stands,
                a_back_dated_change_leaves_later_dates_alone,
                what_was_known_at_a_moment_is_still_known,
                back_dated_and_corrected_entries_are_seen_to_be_so,
                a_closed_risk_leaves_the_register_and_can_come_back,
                an_old_view_has_the_particulars_then_in_force,
                risks_stand_in_the_bodys_own_order,
                every_risk_ever_known_can_be_matched,
                a_view_rolled_forward_is_the_view_read_anew,
                a_day_falls_among_the_versions_of_a_risk,
            }
            writes::{
                a_stale_write_is_told_both_versions,
                a_stale_write_leaves_nothing_behind,
                a_long_change_is_checked_as_a_short_one_is,
                a_change_larger_than_one_batch_is_kept_whole,
                a_new_risk_that_exists_already_is_stale,
                one_change_writes_a_subject_once_a_date,
                everything_said_comes_back_as_it_was,
                two_writers_at_once_lose_nothing,
                several_servers_begin_a_record_together,
                of_two_edits_of_one_version_one_is_told,
                organisations_see_only_their_own,
                a_register_says_nothing_of_another,
            }
            journal::{
                the_journal_says_who_when_and_why,
                numbers_have_no_gaps,
                a_clock_that_goes_back_does_not_turn_the_journal_round,
                a_clock_that_was_wrong_once_is_said_to_have_been,
                issues_stand_by_their_date,
                a_sound_record_verifies,
            }
            actors::{
                a_name_can_be_taken_away_and_the_record_holds,
            }
            erase::{
                words_go_from_everywhere_and_the_record_holds,
                an_erasure_is_signed_with_the_key_of_seals,
                what_was_erased_can_be_erased_from_again,
                a_file_is_erased_with_its_name,
                what_cannot_be_erased_is_said_and_nothing_done,
                an_older_copy_is_erased_from_again,
                what_came_again_since_stays_in_an_older_copy,
                what_several_erased_stays_apart_in_an_older_copy,
            }
            settings::{
                a_setting_holds_from_its_date_until_the_next,
                a_withdrawn_setting_says_so,
                a_stale_setting_is_told_both_versions,
                a_setting_has_a_key_and_is_set_once_a_date,
                settings_are_part_of_the_record,
            }
            proof::{
                a_seal_freezes_the_register_document,
                a_correction_names_the_seal_it_puts_right,
                an_empty_register_is_not_sealed,
                one_key_signs_all_seals,
                a_new_key_comes_by_an_entry,
                where_the_key_is_lost_sealing_asks,
                a_record_that_moves_does_not_take_its_key,
                what_was_noted_elsewhere_is_compared,
                an_attachment_is_kept_by_its_content,
                an_attachment_has_a_size,
                a_withdrawn_attachment_stays_for_the_history,
                a_document_is_kept_with_its_import,
            }
            evidence::{
                bytes_outside_the_database_are_read_back_and_verified,
                what_is_missing_outside_is_named,
                nothing_is_written_where_a_share_is_not_mounted,
                files_move_between_the_database_and_a_store_outside,
                a_store_outside_that_fails_leaves_no_entry,
                an_export_carries_what_lies_outside,
                an_altered_file_of_an_export_reaches_no_store_outside,
                an_erased_file_leaves_the_store_outside,
            }
            staging::{
                an_upload_waits_for_whoever_accepts_it,
                an_upload_does_not_wait_for_ever,
                of_too_many_uploads_the_longest_waiting_goes,
                an_upload_is_no_part_of_the_record,
            }
            export::{
                an_export_goes_out_and_in_byte_for_byte,
                an_export_comes_in_and_goes_out_byte_for_byte,
                an_export_is_not_taken_in_over_a_journal,
                nobody_has_no_export,
                the_doctor_says_in_words_whether_all_is_well,
            }
        }
    };
}
