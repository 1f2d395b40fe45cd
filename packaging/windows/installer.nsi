; The installer for Windows, for one user and without administrator rights: program, Start menu entry, "Open with Lookalike" on
; folders, uninstaller. Made by packaging/build.sh nsis, which defines VERSION. Settings and the history of removals are
; not the installer's, and stay.
Unicode true
!include MUI2.nsh
!include FileFunc.nsh

Name "Lookalike"
OutFile "..\..\target\packages\lookalike-${VERSION}-windows-x86_64-setup.exe"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Lookalike"
InstallDirRegKey HKCU "Software\Lookalike" "Folder"
SetCompressor /SOLID lzma
ManifestDPIAware true

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Lookalike"
VIAddVersionKey "FileDescription" "Installs Lookalike"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Lookalike contributors, MIT or Apache-2.0"

!define MUI_ICON "..\..\assets\windows\lookalike.ico"
!define MUI_UNICON "..\..\assets\windows\lookalike.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\lookalike.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Lookalike"
!define FOLDERS "Software\Classes\Directory\shell\Lookalike"
!define INSIDE "Software\Classes\Directory\Background\shell\Lookalike"

LangString OPEN_WITH ${LANG_ENGLISH} "Open with Lookalike"
LangString OPEN_WITH ${LANG_GERMAN} "Mit Lookalike öffnen"

; The entry in the menu of a folder: %1 is the folder, %V the one whose inside was clicked.
!macro FOLDER_MENU KEY FOLDER
    WriteRegStr HKCU "${KEY}" "" "$(OPEN_WITH)"
    WriteRegStr HKCU "${KEY}" "Icon" "$INSTDIR\lookalike.exe"
    WriteRegStr HKCU "${KEY}\command" "" '"$INSTDIR\lookalike.exe" "${FOLDER}"'
!macroend

Section
    SetOutPath "$INSTDIR"
    File /r "..\..\target\stage\windows\*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\Lookalike.lnk" "$INSTDIR\lookalike.exe"
    !insertmacro FOLDER_MENU "${FOLDERS}" "%1"
    !insertmacro FOLDER_MENU "${INSIDE}" "%V"
    WriteRegStr HKCU "Software\Lookalike" "Folder" "$INSTDIR"
    WriteRegStr HKCU "${ENTRY}" "DisplayName" "Lookalike"
    WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\lookalike.exe"
    WriteRegStr HKCU "${ENTRY}" "Publisher" "Lookalike contributors"
    WriteRegStr HKCU "${ENTRY}" "URLInfoAbout" "https://github.com/lookalike-photos/lookalike"
    WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
    WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" $0
SectionEnd

; Only what was installed: somebody may have chosen a folder that holds more.
Section "Uninstall"
    Delete "$INSTDIR\lookalike.exe"
    Delete "$INSTDIR\README.txt"
    Delete "$INSTDIR\CHANGELOG.txt"
    Delete "$INSTDIR\LICENSE-MIT.txt"
    Delete "$INSTDIR\LICENSE-APACHE.txt"
    Delete "$INSTDIR\LICENSE-font.txt"
    Delete "$INSTDIR\LICENSE-efficientnet.txt"
    Delete "$INSTDIR\copyright.txt"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Lookalike.lnk"
    DeleteRegKey HKCU "${FOLDERS}"
    DeleteRegKey HKCU "${INSIDE}"
    DeleteRegKey HKCU "${ENTRY}"
    DeleteRegKey HKCU "Software\Lookalike"
SectionEnd
